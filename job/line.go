package job

// LogLine is one line of an append-only, hash-chained log.
type LogLine struct {
	Seq   int64  `json:"seq"`   // 1, 2, 3, without gaps
	Time  int64  `json:"time"`  // unix milliseconds, by the writer's clock; it may step back
	Chain Hash   `json:"chain"` // ties this line to all before it
	Body  []byte `json:"-"`
}
