#!/bin/sh
# report.sh CURRENCY: what is in stock, as a page and as data.
#
# Read by `scriptFile(…)` and run by `sh -eu` in a step: editors, shellcheck and tests see a script like any other.

products=/products/products.csv
[ -s "$products" ] || { echo "there is nothing in $products"; exit 1; }

count=$(grep -c . "$products")
total=$(awk -F, '{ sum += $2 } END { printf "%.2f", sum }' "$products")

printf '{ "products": %d, "total": %s, "currency": "%s" }\n' "$count" "$total" "$1" >/output/report.json
{
  echo '<!doctype html><title>In stock</title><ul>'
  cut -d , -f 1 "$products" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/.*/<li>&/'
  echo '</ul>'
} >/output/stock.html
