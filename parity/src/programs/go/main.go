// Go's own client, as crypto/tls has it: the error's text.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"time"
)

type question struct {
	Port     int
	Hostname string
	Anchors  string
	Time     int64
}

type answer struct {
	Code       *string `json:"code"`
	Unanswered string  `json:"unanswered,omitempty"`
}

// Reads a question a line, and answers each with a line before it reads the next.
func main() {
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		if err := json.Unmarshal(line, &asked); err != nil {
			panic(err)
		}
		text, err := json.Marshal(visit(asked))
		if err != nil {
			panic(err)
		}
		fmt.Println(string(text))
	}
}

func visit(asked question) answer {
	roots := x509.NewCertPool()
	for rest := []byte(asked.Anchors); ; {
		block, after := pem.Decode(rest)
		if block == nil {
			break
		}
		root, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return answer{Unanswered: "an anchor: " + err.Error()}
		}
		roots.AddCert(root)
		rest = after
	}
	connection, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", asked.Port), 20*time.Second)
	if err != nil {
		return answer{Unanswered: err.Error()}
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(20 * time.Second))
	client := tls.Client(connection, &tls.Config{
		RootCAs:    roots,
		ServerName: asked.Hostname,
		Time:       func() time.Time { return time.Unix(asked.Time, 0) },
	})
	if err := client.Handshake(); err != nil {
		code := err.Error()
		return answer{Code: &code}
	}
	return answer{}
}
