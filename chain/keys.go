package chain

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/google/uuid"
)

// Key is an unlocked account: an address and the power to sign for it. It prints as its address and has no text form
// that holds the secret.
type Key struct {
	name    string
	address job.Address
	secret  *ecdsa.PrivateKey

	mu     sync.Mutex
	nonces map[uint64]*nonces // by chain id: one sequence for every client that shares this key
}

// GenerateKey returns a new random key that is kept nowhere: for session keys that need not survive, and for tests.
func GenerateKey() (*Key, error) {
	secret, err := crypto.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("generate key: %w", err)
	}
	return newKey("", secret), nil
}

func newKey(name string, secret *ecdsa.PrivateKey) *Key {
	return &Key{
		name: name, secret: secret,
		address: job.Address(crypto.PubkeyToAddress(secret.PublicKey)),
	}
}

// Name returns the name the key is kept under, "" for one that is kept nowhere.
func (k *Key) Name() string { return k.name }

// Address returns the account's address.
func (k *Key) Address() job.Address { return k.address }

// String returns the address.
func (k *Key) String() string { return k.address.String() }

// MarshalText returns the address, so that logs and JSON show that and nothing else.
func (k *Key) MarshalText() ([]byte, error) { return k.address.MarshalText() }

// Format prints the address for every verb, so that no %+v or %#v can print the secret.
func (k *Key) Format(f fmt.State, _ rune) { fmt.Fprint(f, k.address.String()) }

// Sign signs a 32-byte digest. The signature is r ‖ s ‖ v with v 27 or 28 and s in the lower half.
func (k *Key) Sign(digest job.Hash) (job.Signature, error) {
	if k.secret == nil {
		return job.Signature{}, errNoKey
	}
	raw, err := crypto.Sign(digest[:], k.secret)
	if err != nil {
		return job.Signature{}, fmt.Errorf("sign with %s: %w", k.address, err)
	}
	sig := job.Signature(raw)
	sig[64] += 27
	return sig, nil
}

// errNoKey answers those who want a signature from a client that can only read.
var errNoKey = job.Faultf(job.FaultAuth, "no_key", "no key was given to sign with; make one with `assay wallet new`")

func (k *Key) signTx(chainID *big.Int, tx types.TxData) (*types.Transaction, error) {
	return types.SignNewTx(k.secret, types.LatestSignerForChainID(chainID), tx)
}

// Keys is a directory of password-protected key files in the format that every Ethereum tool reads (Web3 Secret
// Storage, version 3). The file of the key "alice" is alice.json.
type Keys struct {
	dir      string
	password string
	scryptN  int
	scryptP  int
}

// KeysOption changes how OpenKeys protects new keys.
type KeysOption func(*Keys)

// LightScrypt makes guessing a password of a new key about fifty times cheaper, and unlocking as much faster (some
// 20 ms instead of one second). For tests and development chains, whose coins are worth nothing.
func LightScrypt() KeysOption {
	return func(k *Keys) { k.scryptN, k.scryptP = keystore.LightScryptN, keystore.LightScryptP }
}

// KeyInfo is what a key file says without its password.
type KeyInfo struct {
	Name    string      `json:"name"`
	Address job.Address `json:"address"`
	File    string      `json:"file"`
}

// ErrPassword says that a key file does not open with this password.
var ErrPassword = errors.New("wrong password")

// keyName keeps names readable and the files inside the directory.
var keyName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

// maxKeyFile bounds what is read as a key file, in bytes; real ones have about 500.
const maxKeyFile = 16 << 10

// OpenKeys opens the key directory dir, making it (mode 0700) when it is not there. One password protects all keys of
// the directory; it is needed for New, Import and Unlock, not for List.
func OpenKeys(dir, password string, opts ...KeysOption) (*Keys, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open key directory: %w", err)
	}
	k := &Keys{dir: dir, password: password, scryptN: keystore.StandardScryptN, scryptP: keystore.StandardScryptP}
	for _, o := range opts {
		o(k)
	}
	return k, nil
}

// List returns every key of the directory, by name. Files that are not keys are left out.
func (k *Keys) List() ([]KeyInfo, error) {
	entries, err := os.ReadDir(k.dir)
	if err != nil {
		return nil, fmt.Errorf("list keys: %w", err)
	}
	var infos []KeyInfo
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || !keyName.MatchString(name) || !e.Type().IsRegular() {
			continue
		}
		b, err := k.read(name)
		if err != nil {
			continue
		}
		var head struct {
			Address string `json:"address"`
		}
		if json.Unmarshal(b, &head) != nil {
			continue
		}
		a, err := job.ParseAddress(head.Address)
		if err != nil {
			continue
		}
		infos = append(infos, KeyInfo{Name: name, Address: a, File: k.path(name)})
	}
	slices.SortFunc(infos, func(a, b KeyInfo) int { return strings.Compare(a.Name, b.Name) })
	return infos, nil
}

// New makes a random key and keeps it under name. It refuses a name that is taken (the error matches fs.ErrExist).
func (k *Keys) New(name string) (*Key, error) {
	secret, err := crypto.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("new key %s: %w", name, err)
	}
	return k.keep(name, secret)
}

// Import keeps a private key given as 64 hexadecimal digits, with or without "0x". It refuses a name that is taken.
func (k *Keys) Import(name, secretHex string) (*Key, error) {
	secret, err := crypto.HexToECDSA(strings.TrimPrefix(secretHex, "0x"))
	if err != nil {
		return nil, fmt.Errorf("import key %s: want 64 hexadecimal digits of a private key", name)
	}
	return k.keep(name, secret)
}

// Unlock opens the key kept under name. The error matches fs.ErrNotExist when there is none, and ErrPassword when the
// password does not fit.
func (k *Keys) Unlock(name string) (*Key, error) {
	if !keyName.MatchString(name) {
		return nil, badKeyName(name)
	}
	b, err := k.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no key %q in %s; make it with `assay wallet new %s`: %w", name, k.dir, name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, fmt.Errorf("unlock key %s: %w", name, err)
	}
	opened, err := keystore.DecryptKey(b, k.password)
	if errors.Is(err, keystore.ErrDecrypt) {
		return nil, fmt.Errorf("unlock key %s: %w", name, ErrPassword)
	}
	if err != nil {
		return nil, fmt.Errorf("unlock key %s: %s is damaged or no key file: %w", name, k.path(name), err)
	}
	return newKey(name, opened.PrivateKey), nil
}

func (k *Keys) path(name string) string { return filepath.Join(k.dir, name+".json") }

func (k *Keys) read(name string) ([]byte, error) {
	info, err := os.Stat(k.path(name))
	if err != nil {
		return nil, err
	}
	if info.Size() > maxKeyFile {
		return nil, fmt.Errorf("%s has %d bytes, more than any key file", k.path(name), info.Size())
	}
	return os.ReadFile(k.path(name))
}

func (k *Keys) keep(name string, secret *ecdsa.PrivateKey) (*Key, error) {
	if !keyName.MatchString(name) {
		return nil, badKeyName(name)
	}
	if _, err := os.Lstat(k.path(name)); err == nil {
		return nil, fmt.Errorf("key %q: %s: %w; choose another name", name, k.path(name), fs.ErrExist)
	}
	key := newKey(name, secret)
	sealed, err := keystore.EncryptKey(&keystore.Key{
		Id: uuid.New(), Address: key.address.Common(), PrivateKey: secret,
	}, k.password, k.scryptN, k.scryptP)
	if err != nil {
		return nil, fmt.Errorf("protect key %s: %w", name, err)
	}
	if err := writeSecret(k.path(name), sealed); err != nil {
		return nil, fmt.Errorf("keep key %s: %w", name, err)
	}
	return key, nil
}

func badKeyName(name string) error {
	return fmt.Errorf("key name %.80q: want up to 64 of a-z, 0-9, - and _, starting with a letter or digit", name)
}

// writeSecret writes a new file of mode 0600 that appears whole or not at all, and is on disk when it returns. An
// existing file is never replaced (the error matches fs.ErrExist): it may be the only way to somebody's money.
func writeSecret(path string, content []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(content)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil { // unlike rename, refuses to replace
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a new name in dir survive a power failure.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
