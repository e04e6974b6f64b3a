package node

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/assay-network/assay/job"
)

// RegistrationPath is where a provider serves its registration file, which is also its proof that it owns the domain.
const RegistrationPath = "/.well-known/agent-registration.json"

// TillPath is where a provider sells to buyers who sign no request, below its endpoint.
const TillPath = "/pay/v1"

// serviceName is the name under which a registration file lists an Assay endpoint.
const serviceName = "assay"

// registration is an ERC-8004 registration file, as far as it matters here.
type registration struct {
	Type          string            `json:"type"`
	Name          string            `json:"name"`
	Description   string            `json:"description"`
	Services      []service         `json:"services"`
	X402Support   bool              `json:"x402Support"`
	Active        bool              `json:"active"`
	Registrations []registryBinding `json:"registrations"`
	Trust         []string          `json:"supportedTrust"`
}

type service struct {
	Name     string `json:"name"`
	Endpoint string `json:"endpoint"`
	Version  string `json:"version,omitempty"`
}

type registryBinding struct {
	AgentID       uint64 `json:"agentId"`
	AgentRegistry string `json:"agentRegistry"` // namespace:chain:address (CAIP-10 style)
}

func registryName(chainID uint64, identity job.Address) string {
	return fmt.Sprintf("eip155:%d:%s", chainID, identity)
}

// registrationFile renders a provider's registration file. till: it also sells to buyers who sign no request; plain: also in the statistical lane.
func registrationFile(endpoint string, agent, chainID uint64, identity job.Address, till, plain bool) ([]byte, error) {
	services := []service{{Name: serviceName, Endpoint: endpoint, Version: "1"}}
	if till {
		services = append(services, service{Name: "x402", Endpoint: endpoint + TillPath, Version: "2"})
	}
	return json.MarshalIndent(registration{
		Type:          "https://eips.ethereum.org/EIPS/eip-8004#registration-v1",
		Name:          fmt.Sprintf("Assay provider %d", agent),
		Description:   description(plain),
		Services:      services,
		X402Support:   till,
		Active:        true,
		Registrations: []registryBinding{{AgentID: agent, AgentRegistry: registryName(chainID, identity)}},
		Trust:         []string{"reputation", "crypto-economic"},
	}, "", "  ")
}

func description(plain bool) string {
	const exact = "Sells inference in the exact lane: every answer can be recomputed bit for bit."
	if plain {
		return exact + " Also in the statistical lane: answers of other servers, signed and paid byte by byte, which nobody can recompute."
	}
	return exact
}

// readRegistration finds the Assay endpoint in a registration file, and checks that the file claims this agent.
func readRegistration(data []byte, agent, chainID uint64, identity job.Address) (endpoint string, err error) {
	var r registration
	if err := json.Unmarshal(data, &r); err != nil {
		return "", fmt.Errorf("registration file: %w", err)
	}
	if !slices.Contains(r.Registrations, registryBinding{agent, registryName(chainID, identity)}) {
		return "", fmt.Errorf("registration file does not claim agent %d of this registry", agent)
	}
	if !r.Active {
		return "", fmt.Errorf("agent %d is not active", agent)
	}
	for _, s := range r.Services {
		if s.Name != serviceName {
			continue
		}
		u, err := url.Parse(s.Endpoint)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || len(s.Endpoint) > 256 {
			return "", fmt.Errorf("registration file has an endpoint that is no http(s) URL")
		}
		if u.Scheme == "http" && !near(u.Hostname()) {
			return "", fmt.Errorf("the endpoint %s speaks plain http: anybody on the way could read prompts and spoil answers", u.Host)
		}
		return s.Endpoint, nil
	}
	return "", fmt.Errorf("agent %d offers no %q service", agent, serviceName)
}

// proofURL returns where the proof of an endpoint's domain must stand, or "" when the file came from there anyway.
func proofURL(fileURI, endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return ""
	}
	proof := u.Scheme + "://" + u.Host + RegistrationPath
	if fileURI == proof {
		return ""
	}
	return proof
}

// cutDataURI decodes a base64 JSON data URI.
func cutDataURI(uri string) ([]byte, bool) {
	body, ok := strings.CutPrefix(uri, "data:application/json;base64,")
	if !ok {
		return nil, false
	}
	raw, err := base64.StdEncoding.DecodeString(body)
	return raw, err == nil
}

// near reports whether a host is this machine or stands in its own network, by its name alone.
func near(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast())
}
