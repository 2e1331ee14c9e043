// The echo peer (see ../../Peers/EchoPeer.cs) made of Pion as Debian has it: built without modules and network.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"

	"github.com/pion/datachannel"
	"github.com/pion/webrtc"
)

// The read buffer of a channel: longer than the longest message, unlike the one in Pion's own reading loop.
const longestMessage = 1 << 20

type plan struct {
	Ordered        bool    `json:"ordered"`
	MaxRetransmits *uint16 `json:"maxRetransmits"`
	Sizes          []int   `json:"sizes"`
	Closes         bool    `json:"closes"`
}

type message struct {
	text bool
	data []byte
}

var output sync.Mutex

func report(event string, values map[string]interface{}) {
	line := map[string]interface{}{"event": event}
	for name, value := range values {
		line[name] = value
	}
	text, _ := json.Marshal(line)
	output.Lock()
	defer output.Unlock()
	fmt.Println(string(text))
}

func check(err error) {
	if err != nil {
		report("failed", map[string]interface{}{"reason": err.Error()})
		os.Exit(1)
	}
}

func newConnection() *webrtc.PeerConnection {
	settings := webrtc.SettingEngine{}
	settings.DetachDataChannels()
	settings.SetIncludeLoopbackCandidate(true)
	connection, err := webrtc.NewAPI(webrtc.WithSettingEngine(settings)).NewPeerConnection(webrtc.Configuration{})
	check(err)
	return connection
}

// Sets the description and waits until all candidates are in it.
func setLocal(connection *webrtc.PeerConnection, description webrtc.SessionDescription) webrtc.SessionDescription {
	gathered := webrtc.GatheringCompletePromise(connection)
	check(connection.SetLocalDescription(description))
	<-gathered
	return *connection.LocalDescription()
}

func detach(channel *webrtc.DataChannel) datachannel.ReadWriteCloser {
	stream, err := channel.Detach()
	check(err)
	return stream
}

func serve() {
	var streams []datachannel.ReadWriteCloser
	var lock sync.Mutex
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		var offer webrtc.SessionDescription
		check(json.NewDecoder(request.Body).Decode(&offer))
		connection := newConnection()
		connection.OnDataChannel(func(channel *webrtc.DataChannel) {
			report("channel", map[string]interface{}{
				"label": channel.Label(), "protocol": channel.Protocol(),
				"ordered": channel.Ordered(), "maxRetransmits": channel.MaxRetransmits(),
			})
			channel.OnOpen(func() {
				stream := detach(channel)
				lock.Lock()
				streams = append(streams, stream)
				lock.Unlock()
				echo(stream)
				report("closed", nil)
			})
		})
		check(connection.SetRemoteDescription(offer))
		answer, err := connection.CreateAnswer(nil)
		check(err)
		check(json.NewEncoder(response).Encode(setLocal(connection, answer)))
	})
	http.HandleFunc("/close", func(http.ResponseWriter, *http.Request) {
		lock.Lock()
		defer lock.Unlock()
		for _, stream := range streams {
			check(stream.Close())
		}
	})
	listener := listen()
	report("listening", map[string]interface{}{"url": "http://" + listener.Addr().String()})
	check(http.Serve(listener, nil))
}

func echo(stream datachannel.ReadWriteCloser) {
	buffer := make([]byte, longestMessage)
	for {
		length, isText, err := stream.ReadDataChannel(buffer)
		if err != nil {
			check(ignoreEnd(err))
			check(stream.Close())
			return
		}
		_, err = stream.WriteDataChannel(buffer[:length], isText)
		check(err)
	}
}

func connect(url string, plan plan) {
	connection := newConnection()
	options := &webrtc.DataChannelInit{Ordered: &plan.Ordered, MaxRetransmits: plan.MaxRetransmits}
	channel, err := connection.CreateDataChannel("echo", options)
	check(err)
	done := make(chan struct{})
	channel.OnOpen(func() {
		stream := detach(channel)
		converse(stream, plan)
		if plan.Closes {
			check(stream.Close())
		}
		_, _, err := stream.ReadDataChannel(make([]byte, longestMessage))
		if err == nil {
			err = fmt.Errorf("a message after the last echo")
		}
		check(ignoreEnd(err))
		if !plan.Closes {
			check(stream.Close())
		}
		close(done)
	})
	offer, err := connection.CreateOffer(nil)
	check(err)
	body, err := json.Marshal(setLocal(connection, offer))
	check(err)
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	check(err)
	var answer webrtc.SessionDescription
	check(json.NewDecoder(response.Body).Decode(&answer))
	check(connection.SetRemoteDescription(answer))
	<-done
	report("closed", nil)
}

// Sends a text and bytes of each size, and takes them back: in order where the channel is ordered.
func converse(stream datachannel.ReadWriteCloser, plan plan) {
	var sent []message
	for _, size := range plan.Sizes {
		for _, isText := range []bool{true, false} {
			sent = append(sent, message{isText, content(size, isText)})
		}
	}
	go func(sent []message) {
		for _, next := range sent {
			_, err := stream.WriteDataChannel(next.data, next.text)
			check(err)
		}
	}(sent)
	waiting := append([]message(nil), sent...)
	buffer := make([]byte, longestMessage)
	for len(waiting) > 0 {
		length, isText, err := stream.ReadDataChannel(buffer)
		check(err)
		found := -1
		for i, one := range waiting {
			if one.text == isText && bytes.Equal(one.data, buffer[:length]) {
				found = i
				break
			}
		}
		if found < 0 || (plan.Ordered && found > 0) {
			check(fmt.Errorf("an echo of %d bytes (text: %t) is wrong or out of order", length, isText))
		}
		waiting = append(waiting[:found], waiting[found+1:]...)
	}
	report("echoed", map[string]interface{}{"count": len(sent)})
}

func content(size int, isText bool) []byte {
	data := make([]byte, size)
	for i := range data {
		if isText {
			data[i] = byte('a' + (i+size)%26)
		} else {
			data[i] = byte(i*7 + size)
		}
	}
	return data
}
