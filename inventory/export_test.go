package inventory

// ReadPieces reads a text of lines up to a number of bytes. A list has 1 GiB, which
// is more than a test should take.
var ReadPieces = readPieces
