package engine

// layerCache holds the keys and values of one layer, position after position:
// kvHeads*headDim int16 and kvHeads exponents each.
type layerCache struct {
	keys, values     []int16
	keyExp, valueExp []int32
	kvWidth, kvHeads int
}

func (c *layerCache) truncate(n int) {
	c.keys, c.values = c.keys[:n*c.kvWidth], c.values[:n*c.kvWidth]
	c.keyExp, c.valueExp = c.keyExp[:n*c.kvHeads], c.valueExp[:n*c.kvHeads]
}

// extend makes room for n more positions.
func (c *layerCache) extend(n int) {
	c.keys = append(c.keys, make([]int16, n*c.kvWidth)...)
	c.values = append(c.values, make([]int16, n*c.kvWidth)...)
	c.keyExp = append(c.keyExp, make([]int32, n*c.kvHeads)...)
	c.valueExp = append(c.valueExp, make([]int32, n*c.kvHeads)...)
}
