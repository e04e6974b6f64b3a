//go:build !amd64

package kernel

// These stand where assembly would; no level leads here.

func (t *Tile) scoreSIMD(_ Level, page int, p *Page, constant uint32, count int) {
	t.scorePlain(page, p, constant, count)
}

func splitSIMD(_, _, _ []int16) int { return 0 }

func (t *Tile) mixSIMD(_ Level, page int, p *Page, _ int) { t.mixPlain(page, p) }
