package train

import "unsafe"

// kernelPlain is the plain Go twin of the assembly kernels and the definition of what they compute.
func kernelPlain(k int, a, b, c *float32, ldc int) {
	as, bs := unsafe.Slice(a, k*tileRows), unsafe.Slice(b, k*tileCols)
	cs := unsafe.Slice(c, (tileRows-1)*ldc+tileCols)
	for i := 0; i < tileRows; i++ {
		acc := (*[tileCols]float32)(cs[i*ldc : i*ldc+tileCols])
		for t := 0; t < k; t++ {
			x := as[t*tileRows+i]
			row := (*[tileCols]float32)(bs[t*tileCols : (t+1)*tileCols])
			for j := range acc {
				acc[j] += float32(x * row[j]) // the conversion forbids fusing
			}
		}
	}
}
