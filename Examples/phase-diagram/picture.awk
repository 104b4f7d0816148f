# Draws phase-diagram.svg from ranks.csv: a panel for each K at level coordinates, width m to the right and
# input dimension d upwards, and one for each level of modular addition. Colours of Okabe and Ito, which
# the colour-blind tell apart; exceptions have marks of different shape.
BEGIN {
  FS = ","
  fill["units"] = "#56B4E9"; fill["full"] = "#E69F00"; fill["spanning"] = "#DDDDDD"
  text["units"] = "not full: m (d+K-1), or less at the marks"
  text["full"] = "full although the squares do not span: the third regime"
  text["spanning"] = "full, the squares of the units span: m ≥ D_d = d(d+1)/2"
  name["rotations"] = "K = 1: rotations, m d - m(m-1)/2"
  name["unbalanced"] = "unbalanced: m (K + D_d - m)"
  name["pfaffian"] = "K = 3, d = 2k + 2, m = 3k + 2: one less"
  name["curve"] = "(K, d, m) = (5, 4, 6): 47"
  order = "rotations unbalanced pfaffian curve"
  width = 1330; top = 150; left = 58; across = 4; pitch = 318; tall = 142; cw = 7; ch = 11
  strip = 4.1; sh = 7.5; bottom = top + 3 * tall + 25
}
/^#/ { if (!command) command = substr($0, 3); next }
$1 == "level" { next }
{
  rows++
  known = ($14 ~ /^agrees/)
  if (!known) bad++
  if ($12 != "") exceptions[$12]++
}
$1 == "coordinates" {
  k = $4; d = $3; m = $5
  x = left + ((k - 1) % across) * pitch + (m - 1) * cw
  y = top + int((k - 1) / across) * tall + (8 - d) * ch
  cell(x, y, cw, ch, $11, known)
  if ($12 != "") marks = marks mark($12, x + cw / 2, y + ch / 2)
  if (k > panels) panels = k
}
$1 != "coordinates" {
  # Neighbours of the same colour are one rectangle.
  this = $1 "," $2 "," $11 "," known
  if (this != run) { flush(); run = this; first = $5; level = $1; p = $2; regime = $11; agreed = known }
  last = $5
}
function flush() {
  if (run == "") return
  cell(left + (first - 1) * strip, bottom + (level == "centred" ? 1 : 0) * 190 + (17 - p) * sh, \
    (last - first + 1) * strip, sh - 0.6, regime, agreed)
}
function cell(x, y, w, h, regime, known) {
  cells = cells sprintf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"%s/>\n", x, y, w, h, \
    known ? fill[regime] : "#D00000", w == cw ? " stroke=\"white\" stroke-width=\"0.6\"" : "")
}
function mark(kind, x, y,   s) {
  s = "stroke=\"black\" stroke-width=\"1.4\""
  if (kind == "rotations") return sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"black\"/>\n", x, y)
  if (kind == "unbalanced")
    return sprintf("<path d=\"M%.1f %.1fl3 4l-3 4l-3 -4z\" fill=\"white\" %s/>\n", x, y - 4, s)
  if (kind == "pfaffian")
    return sprintf("<path d=\"M%.1f %.1fl6 8m0 -8l-6 8\" fill=\"none\" %s/>\n", x - 3, y - 4, s)
  return sprintf("<path d=\"M%.1f %.1fl3.3 7h-6.6z\" fill=\"black\" %s/>\n", x, y - 4, s)
}
function label(x, y, anchor, size, s, more) {
  return sprintf("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\"%s>%s</text>\n", x, y, anchor, size, more, s)
}
function axes(x0, y0, w, h) {
  return sprintf("<path d=\"M%.1f %.1fv%.1fh%.1f\" fill=\"none\" stroke=\"#666\" stroke-width=\"0.8\"/>\n", x0, y0, h, w)
}
END {
  flush()
  height = bottom + 2 * 190
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"Helvetica, Arial, sans-serif\">\n", width, height, width, height
  printf "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
  printf "%s", label(left, 30, "start", 20, "Generic rank of the quadratic network f_k(x) = Σ_j v_kj (w_j·x)²", " font-weight=\"bold\"")
  printf "%s", label(left, 52, "start", 13, sprintf("%d ranks computed, %d against the theory. %s", rows, bad, command), "")
  n = split("units full spanning", regimes, " ")
  for (i = 1; i <= n; i++) {
    printf "<rect x=\"%d\" y=\"%d\" width=\"16\" height=\"12\" fill=\"%s\"/>\n", left + (i - 1) * 400, 68, fill[regimes[i]]
    printf "%s", label(left + (i - 1) * 400 + 22, 79, "start", 13, text[regimes[i]], "")
  }
  n = split(order, kinds, " ")
  for (i = 1; i <= n; i++) {
    printf "%s", mark(kinds[i], left + (i - 1) * 318 + 8, 100)
    printf "%s", label(left + (i - 1) * 318 + 22, 105, "start", 13, name[kinds[i]] " (" exceptions[kinds[i]] + 0 ")", "")
  }
  printf "%s%s", cells, marks
  for (k = 1; k <= panels; k++) {
    x0 = left + ((k - 1) % across) * pitch
    y0 = top + int((k - 1) / across) * tall
    printf "%s", axes(x0 - 1, y0, 37 * cw + 4, 8 * ch + 1)
    printf "%s", label(x0, y0 - 5, "start", 13, "K = " k (k == 1 ? ", level coordinates" : ""), " font-weight=\"bold\"")
    for (d = 2; d <= 8; d += 2) printf "%s", label(x0 - 5, y0 + (8 - d) * ch + 9, "end", 10, d, "")
    for (m = 5; m <= 35; m += 10) printf "%s", label(x0 + (m - 0.5) * cw, y0 + 8 * ch + 13, "middle", 10, m, "")
    printf "%s", label(x0 + 18.5 * cw, y0 + 8 * ch + 26, "middle", 11, "width m", "")
    printf "%s", label(0, 0, "middle", 11, "input d", sprintf(" transform=\"translate(%.1f %.1f) rotate(-90)\"", x0 - 22, y0 + 4 * ch))
  }
  for (i = 0; i < 2; i++) {
    y0 = bottom + i * 190
    printf "%s", axes(left - 1, y0, 290 * strip + 4, 16 * sh + 1)
    printf "%s", label(left, y0 - 6, "start", 13, i ? "modular addition, level centred: min(m (3p-2), p (p²-1))" : "modular addition, level data: min(m (3p-2), p³)", " font-weight=\"bold\"")
    for (p = 2; p <= 17; p += 3) printf "%s", label(left - 5, y0 + (17 - p) * sh + 7, "end", 10, p, "")
    for (m = 25; m <= 275; m += 25) printf "%s", label(left + (m - 0.5) * strip, y0 + 16 * sh + 13, "middle", 10, m, "")
    printf "%s", label(left + 145 * strip, y0 + 16 * sh + 27, "middle", 11, "width m", "")
    printf "%s", label(0, 0, "middle", 11, "modulus p", sprintf(" transform=\"translate(%.1f %.1f) rotate(-90)\"", left - 24, y0 + 8 * sh))
  }
  print "</svg>"
}
