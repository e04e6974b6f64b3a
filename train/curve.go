package train

import (
	"fmt"
	"math"
	"strings"
)

// CurveSVG draws the losses of a run (one a step, in nats) as a small chart: the mean of each hundredth of the run, on a
// logarithmic scale.
func CurveSVG(losses []float64) []byte {
	const width, height, left, bottom = 640, 320, 56, 36
	var points []float64
	for i, n := 0, min(len(losses), 100); i < n; i++ {
		from, to := i*len(losses)/n, (i+1)*len(losses)/n
		sum := 0.0
		for _, x := range losses[from:to] {
			sum += x
		}
		points = append(points, math.Log10(math.Max(sum/float64(to-from), 1e-6)))
	}
	low, high := 0.0, 1.0
	for i, p := range points {
		if i == 0 || p < low {
			low = p
		}
		if i == 0 || p > high {
			high = p
		}
	}
	low, high = math.Floor(low), math.Ceil(high+1e-9)
	y := func(p float64) float64 { return 12 + (high-p)/(high-low)*(height-12-bottom) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, height)
	b.WriteString(`<title>Training loss, nats per answer token, by step</title><rect width="100%" height="100%" fill="white"/>` + "\n")
	for p := low; p <= high; p++ {
		fmt.Fprintf(&b, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%g</text>`+"\n",
			left, y(p), width-8, y(p), left-6, y(p)+4, math.Pow(10, p))
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d">0</text><text x="%d" y="%d" text-anchor="end">%d steps</text>`+"\n", left, height-14, width-8, height-14, len(losses))
	b.WriteString(`<polyline fill="none" stroke="#1f5fa8" stroke-width="2" points="`)
	for i, p := range points {
		fmt.Fprintf(&b, "%.1f,%.1f ", float64(left)+(float64(i)+0.5)/float64(len(points))*(width-8-left), y(p))
	}
	b.WriteString(`"/>` + "\n</svg>\n")
	return []byte(b.String())
}
