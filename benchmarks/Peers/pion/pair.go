package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/pion/datachannel"
	"github.com/pion/webrtc"
)

type end struct {
	channel *webrtc.DataChannel
	stream  datachannel.ReadWriteCloser
}

// Two connections of one process, whose channel is open on both sides.
type pair struct {
	connections [2]*webrtc.PeerConnection
	a, b        end
}

// Detached: Pion's own reading loop takes only messages below 64 KiB, and copies them.
func newConnection() *webrtc.PeerConnection {
	settings := webrtc.SettingEngine{}
	settings.DetachDataChannels()
	settings.SetIncludeLoopbackCandidate(true)
	connection, err := webrtc.NewAPI(webrtc.WithSettingEngine(settings)).NewPeerConnection(webrtc.Configuration{})
	check(err)
	return connection
}

// The text of a candidate for the other side; empty for a candidate to leave out.
type mapping func(side, candidate string) string

func direct(_, candidate string) string { return candidate }

var replies = bufio.NewScanner(os.Stdin)
var asking sync.Mutex

// LossyThroughput has a relay, and says under which of its ports the other side is to know a socket.
func relayed(side, candidate string) string {
	parts := strings.Split(candidate, " ")
	if parts[2] != "udp" || parts[4] != "127.0.0.1" {
		return ""
	}
	asking.Lock()
	defer asking.Unlock()
	fmt.Println(side, parts[5])
	replies.Scan()
	parts[5] = replies.Text()
	return strings.Join(parts, " ")
}

func newPair(mapped mapping) *pair {
	a, b := newConnection(), newConnection()
	opened, received := make(chan end, 1), make(chan end, 1)
	channel, err := a.CreateDataChannel("channel", nil)
	check(err)
	channel.OnOpen(func() { opened <- detach(channel) })
	b.OnDataChannel(func(channel *webrtc.DataChannel) {
		channel.OnOpen(func() { received <- detach(channel) })
	})
	hasOffer, hasAnswer := make(chan struct{}), make(chan struct{})
	pass(a, b, hasOffer, "A", mapped)
	pass(b, a, hasAnswer, "B", mapped)
	offer, err := a.CreateOffer(nil)
	check(err)
	check(a.SetLocalDescription(offer))
	check(b.SetRemoteDescription(offer))
	close(hasOffer)
	answer, err := b.CreateAnswer(nil)
	check(err)
	check(b.SetLocalDescription(answer))
	check(a.SetRemoteDescription(answer))
	close(hasAnswer)
	return &pair{[2]*webrtc.PeerConnection{a, b}, <-opened, <-received}
}

func pass(from, to *webrtc.PeerConnection, isReady chan struct{}, side string, mapped mapping) {
	from.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate != nil {
			<-isReady
			told := candidate.ToJSON()
			told.Candidate = mapped(side, told.Candidate)
			if told.Candidate != "" {
				to.AddICECandidate(told) // an error does not matter: the connection may have ended
			}
		}
	})
}

func detach(channel *webrtc.DataChannel) end {
	stream, err := channel.Detach()
	check(err)
	return end{channel, stream}
}

func (pair *pair) close() {
	for _, connection := range pair.connections {
		check(connection.Close())
	}
}
