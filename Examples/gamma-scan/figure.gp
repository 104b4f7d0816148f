# gamma-scan.svg from gamma-scan.csv: the coefficient against gamma / (n beta), and below it how many standard
# errors measurement and prediction are apart. Variables from the command line: data, picture. Colours of Okabe and
# Ito, which the colour-blind tell apart; lines differ in dashes, too.
n_beta = 1e10
# Where the line is fitted: two decades, in which most of the eigenvalues lie.
low = -2.7
high = -0.3
set datafile separator comma
set terminal svg size 760,640 enhanced font "Helvetica,Arial,sans-serif,14" background "#ffffff"
set output picture
# The horizontal axis is the logarithm itself: gnuplot would draw a spline straight between points of a log scale.
pull(name) = log10(real(name[7:*]) / n_beta)
line(x) = a + b * x
fit_x(name) = (pull(name) >= low && pull(name) <= high) ? pull(name) : NaN
set fit quiet logfile "/dev/null"
a = 1; b = -50
fit line(x) data every ::1 using (fit_x(strcol(1))):5 via a, b

set samples 400
set format x "10^{%g}"
set xtics 1
set xrange [-5.3:1.3]
set grid xtics ytics lc rgb "#dddddd" lt 1
set border 3
set tics nomirror
set lmargin 11
set rmargin 3
set multiplot

set size 1, 0.68
set origin 0, 0.32
set tmargin 3
set bmargin 1
set title "A trained network (addition mod 7, width 64) under a pull towards w*"
set yrange [-8:190]
set ylabel "λ̂ = nβ (E[L] − L(w*)),  no unit"
set format x ""
set key bottom left reverse Left spacing 1.25
plot 168 with lines lc rgb "#000000" dt 3 lw 1.5 title "certified λ(w*) = 168, for γ/(nβ) → 0", \
  [low-0.4:high+0.4] line(x) with lines lc rgb "#E69F00" dt 2 lw 3 \
    title sprintf("straight line over two decades: %.0f for each", b), \
  data every ::1 using (pull(strcol(1))):5 smooth csplines with lines lc rgb "#0072B2" lw 2 \
    title "predicted from the Hessian's spectrum, at this step", \
  data every ::1 using (pull(strcol(1))):6:7 with yerrorbars lc rgb "#D55E00" pt 7 ps 0.6 lw 1.5 \
    title "measured (SGLD); standard errors are below 0.4"

set size 1, 0.32
set origin 0, 0
set tmargin 1
set bmargin 4
unset title
set format x "10^{%g}"
set yrange [-4.5:4.5]
set ytics 2
set ylabel "deviation [SE]"
set xlabel "γ/(nβ)   [loss / weight^2, the unit of the Hessian's eigenvalues]"
unset key
plot 2 with lines lc rgb "#888888" dt 2, -2 with lines lc rgb "#888888" dt 2, 0 with lines lc rgb "#000000" lw 1, \
  data every ::1 using (pull(strcol(1))):(($6 - $5) / $7) with impulses lc rgb "#D55E00" lw 2, \
  data every ::1 using (pull(strcol(1))):(($6 - $5) / $7) with points lc rgb "#D55E00" pt 7 ps 0.6
unset multiplot
