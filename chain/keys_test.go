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
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"
)

func TestKeysSurviveAndOpenWithThePassword(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	keys := must[*Keys](t)(OpenKeys(dir, "secret", LightScrypt()))
	alice := must[*Key](t)(keys.New("alice"))
	session := must[*Key](t)(keys.New("alice-session"))
	again := must[*Key](t)(must[*Keys](t)(OpenKeys(dir, "secret")).Unlock("alice"))
	if again.Address() != alice.Address() || again.Name() != "alice" {
		t.Errorf("opened %s %s, kept %s", again.Name(), again.Address(), alice.Address())
	}
	infos := must[[]KeyInfo](t)(keys.List())
	if len(infos) != 2 || infos[0].Name != "alice" || infos[0].Address != alice.Address() || infos[1].Address != session.Address() {
		t.Errorf("list: %+v", infos)
	}
	info, err := os.Stat(infos[0].File)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v %v", info, err)
	}
	digest := job.Keccak([]byte("x"))
	if err := job.SignedBy(digest, must[job.Signature](t)(again.Sign(digest)), alice.Address()); err != nil {
		t.Error(err)
	}
}

func TestKeyFilesAreEthereumKeyFiles(t *testing.T) {
	dir := t.TempDir()
	alice := must[*Key](t)(must[*Keys](t)(OpenKeys(dir, "secret", LightScrypt())).New("alice"))
	// go-ethereum's own keystore finds and opens the file.
	store := keystore.NewKeyStore(dir, keystore.LightScryptN, keystore.LightScryptP)
	account := accounts.Account{Address: alice.Address().Common()}
	if _, err := store.SignHashWithPassphrase(account, "secret", make([]byte, 32)); err != nil {
		t.Error(err)
	}
}

func TestImportedKeyKeepsItsAddress(t *testing.T) {
	keys := must[*Keys](t)(OpenKeys(t.TempDir(), "p", LightScrypt()))
	secret, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	k := must[*Key](t)(keys.Import("old", "0x"+fmt.Sprintf("%x", crypto.FromECDSA(secret))))
	if k.Address() != job.Address(crypto.PubkeyToAddress(secret.PublicKey)) {
		t.Error("another address")
	}
	for _, bad := range []string{"", "0x", "zz", strings.Repeat("f", 64), strings.Repeat("0", 64)} {
		if _, err := keys.Import("bad", bad); err == nil || (bad != "" && len(bad) > 4 && strings.Contains(err.Error(), bad)) {
			t.Errorf("import of %q: %v (it must fail and not repeat the secret)", bad, err)
		}
	}
}

func TestKeysRefuse(t *testing.T) {
	dir := t.TempDir()
	keys := must[*Keys](t)(OpenKeys(dir, "secret", LightScrypt()))
	alice := must[*Key](t)(keys.New("alice"))

	if _, err := must[*Keys](t)(OpenKeys(dir, "Secret")).Unlock("alice"); !errors.Is(err, ErrPassword) {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := keys.New("alice"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("taken name: %v", err)
	}
	if k := must[*Key](t)(keys.Unlock("alice")); k.Address() != alice.Address() {
		t.Error("the refused New replaced the key")
	}
	if _, err := keys.Unlock("bob"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing key: %v", err)
	}
	for _, name := range []string{"", "..", "../alice", "a/b", "Alice", "a.b", "-x", strings.Repeat("a", 65), "a\x00"} {
		if _, err := keys.New(name); err == nil {
			t.Errorf("name %q was taken", name)
		}
		if _, err := keys.Unlock(name); err == nil {
			t.Errorf("name %q was opened", name)
		}
	}
}

func TestDamagedKeyFilesAreErrorsNotPanics(t *testing.T) {
	dir := t.TempDir()
	keys := must[*Keys](t)(OpenKeys(dir, "secret", LightScrypt()))
	must[*Key](t)(keys.New("good"))
	good, err := os.ReadFile(filepath.Join(dir, "good.json"))
	if err != nil {
		t.Fatal(err)
	}
	for i, content := range [][]byte{nil, []byte("{}"), []byte("null"), good[:len(good)/2], []byte(`{"address":"00","version":3,"crypto":{}}`), make([]byte, maxKeyFile+1)} {
		name := fmt.Sprintf("bad%d", i)
		if err := os.WriteFile(filepath.Join(dir, name+".json"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := keys.Unlock(name); err == nil {
			t.Errorf("%s opened", name)
		}
	}
	if infos := must[[]KeyInfo](t)(keys.List()); len(infos) != 1 {
		t.Errorf("list: %+v", infos)
	}
}

func TestKeysNeverPrintTheirSecret(t *testing.T) {
	k := must[*Key](t)(GenerateKey())
	secret := k.secret
	b, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprint(k), fmt.Sprintf("%v %+v %#v %s %x %d", k, k, k, k, k, k), fmt.Sprintf("%+v", struct{ K *Key }{k}), string(b)} {
		if leaks(text, secret) || !strings.Contains(text, k.Address().String()) {
			t.Errorf("want the address and no secret, got %q", text)
		}
	}
}

func leaks(text string, secret *ecdsa.PrivateKey) bool {
	raw := crypto.FromECDSA(secret)
	return strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", raw)) || strings.Contains(text, new(big.Int).SetBytes(raw).String())
}
