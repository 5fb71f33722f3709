// Reads YAML as Kubernetes does: each line of standard input is a YAML text as a JSON string; each line of standard output
// is what sigs.k8s.io/yaml makes of it, as JSON, or an error.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder := json.NewDecoder(in)
	for decoder.More() {
		var text string
		if err := decoder.Decode(&text); err != nil {
			panic(err)
		}
		made, err := yaml.YAMLToJSONStrict([]byte(text))
		if err != nil {
			made, _ = json.Marshal("error: " + err.Error())
		}
		out.Write(made)
		out.WriteByte('\n')
	}
}
