package main

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
)

// How the process starts and ends: as its arguments say, and with the test that holds its standard input.
func main() {
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	switch os.Args[1] {
	case "serve":
		serve()
	case "version":
		version()
	default:
		var plan plan
		check(json.Unmarshal([]byte(os.Args[3]), &plan))
		connect(os.Args[2], plan)
		select {} // the test sees the end before the process ends
	}
}

// Pion does not know its own, but the package that it was built from does.
func version() {
	output, err := exec.Command("dpkg-query", "-W", "-f", "${Version}", "golang-github-pion-webrtc.v3-dev").Output()
	check(err)
	report("version", map[string]interface{}{"version": string(output)})
}

func listen() net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	return listener
}

// The peer has reset the stream: no failure.
func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
