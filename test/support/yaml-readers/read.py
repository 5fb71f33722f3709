"""Reads YAML as PyYAML does: each line of standard input is a YAML text as a JSON string; each line of standard output is
what the loader named by the first argument makes of it, as JSON, or an error."""
import json
import sys

import yaml

loader = getattr(yaml, sys.argv[1])
for line in sys.stdin:
    try:
        made = yaml.load(json.loads(line), Loader=loader)
    except Exception as error:  # a text that cannot be read is told as what came of it
        made = "error: " + str(error)
    print(json.dumps(made, default=repr))
