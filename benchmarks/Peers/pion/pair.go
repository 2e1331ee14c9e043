package main

import (
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

func newPair() *pair {
	a, b := newConnection(), newConnection()
	opened, received := make(chan end, 1), make(chan end, 1)
	channel, err := a.CreateDataChannel("channel", nil)
	check(err)
	channel.OnOpen(func() { opened <- detach(channel) })
	b.OnDataChannel(func(channel *webrtc.DataChannel) {
		channel.OnOpen(func() { received <- detach(channel) })
	})
	hasOffer, hasAnswer := make(chan struct{}), make(chan struct{})
	pass(a, b, hasOffer)
	pass(b, a, hasAnswer)
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

func pass(from, to *webrtc.PeerConnection, isReady chan struct{}) {
	from.OnICECandidate(func(candidate *webrtc.ICECandidate) {
		if candidate != nil {
			<-isReady
			to.AddICECandidate(candidate.ToJSON()) // one that comes after the end is not missed
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
