package attacks

import "fmt"

// List is every attack, in the order in which they are told.
func List() []Attack {
	var all []Attack
	for _, part := range [][]Attack{computations, statements, endings, proofs, conduct} {
		all = append(all, part...)
	}
	return all
}

// Find is the attack with a name.
func Find(name string) (Attack, error) {
	for _, a := range List() {
		if a.Name == name {
			return a, nil
		}
	}
	return Attack{}, fmt.Errorf("there is no attack %q", name)
}
