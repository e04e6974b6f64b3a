# Turns the output of `go build -v` into a line now and then, so that a long first build says what it is doing.
# Package paths and downloads are counted; everything else (an error, a warning) is shown as it is.
BEGIN { step = 100 }
/^go: downloading / { if (++fetched % 25 == 1) { print "  downloading modules (" fetched " so far): " $3 " " $4; fflush() } next }
/^[A-Za-z0-9._~\/-]+$/ { if (++built % step == 0) { print "  " built " packages compiled, now " $0; fflush() } next }
{ print; fflush() }
END { if (built >= step) print "  " built " packages compiled" }
