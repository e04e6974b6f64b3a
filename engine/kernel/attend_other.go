//go:build !amd64

package kernel

// scoreSIMD and mixSIMD stand where assembly would; no level leads here.

func (t *Tile) scoreSIMD(_ Level, page int, p *Page, constant uint32, count int) {
	t.scorePlain(page, p, constant, count)
}

func (t *Tile) mixSIMD(_ Level, page int, p *Page, _ int) { t.mixPlain(page, p) }
