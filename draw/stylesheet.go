package draw

import _ "embed"

// stylesheet is the style of every picture. Its selectors begin with the class of the
// root element, so that a picture within a page changes nothing else on it. The colours
// of rules, r0 to r5, are those of Okabe and Ito, darkened or lightened until each has a
// contrast of at least 3 to its background; position and shape say the same again.
//
// Colours are not variables, which some programs that show SVG do not know. Lines over
// marks let the pointer through to the tooltips.
//
// It is never written.
//
//go:embed picture.css
var stylesheet string

// pageStyle is the style of a page, besides that of its pictures. It is never written.
//
//go:embed page.css
var pageStyle string
