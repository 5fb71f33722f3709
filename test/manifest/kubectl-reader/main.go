// Reads texts (a JSON array on standard input) as kubectl does, and writes for each the JSON that it makes of it, or the error.
package main

import (
	"encoding/json"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	answers := make([]answer, len(texts))
	for index, text := range texts {
		// Strict, as `kubectl apply` is by default.
		if made, err := yaml.YAMLToJSONStrict([]byte(text)); err != nil {
			answers[index] = answer{Error: err.Error()}
		} else {
			answers[index] = answer{JSON: string(made)}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
