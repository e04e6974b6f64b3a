package chain

const childDir = "ASSAY_CHAIN_TEST_DIR"

func runChild(dir string) int { return 0 }
