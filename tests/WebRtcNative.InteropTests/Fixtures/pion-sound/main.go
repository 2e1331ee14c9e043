// A sound peer (see ../../Peers/Sound/SoundPeer.cs) made of Pion as Debian has it, and a picture peer (../../Peers/Pictures/PicturePeer.cs)
// for an offer with pictures. Pion has no codecs: it sends back the packets that come.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc"
)

var echoed int64

// The last connection, and the SSRC of the pictures that come.
var current *webrtc.PeerConnection
var pictures uint32

var opus = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
var vp8 = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}

func report(values map[string]interface{}) {
	text, _ := json.Marshal(values)
	fmt.Println(string(text))
}

func check(err error) {
	if err != nil {
		report(map[string]interface{}{"event": "failed", "reason": err.Error()})
		os.Exit(1)
	}
}

func newConnection() *webrtc.PeerConnection {
	media := &webrtc.MediaEngine{}
	check(media.RegisterDefaultCodecs())
	reports := &interceptor.Registry{}
	check(webrtc.RegisterDefaultInterceptors(media, reports))
	settings := webrtc.SettingEngine{}
	settings.SetIncludeLoopbackCandidate(true)
	api := webrtc.NewAPI(webrtc.WithSettingEngine(settings), webrtc.WithMediaEngine(media), webrtc.WithInterceptorRegistry(reports))
	connection, err := api.NewPeerConnection(webrtc.Configuration{})
	check(err)
	return connection
}

// Sends back what is received, from the sender of the same section.
func echo(connection *webrtc.PeerConnection, codec webrtc.RTPCodecCapability) {
	current = connection
	track, err := webrtc.NewTrackLocalStaticRTP(codec, "track", "echo")
	check(err)
	sender, err := connection.AddTrack(track)
	check(err)
	go passOnRequests(sender)
	connection.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		atomic.StoreUint32(&pictures, uint32(remote.SSRC()))
		for {
			packet, _, err := remote.ReadRTP()
			if err != nil {
				return
			}
			packet.Extension, packet.Extensions = false, nil // their ids are of the other direction
			if track.WriteRTP(packet) == nil {
				atomic.AddInt64(&echoed, 1)
			}
		}
	})
}

// The reports about what is sent are read, or the sender stands still. Who cannot decode it asks for a key frame, which the other side
// has to encode.
func passOnRequests(sender *webrtc.RTPSender) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, packet := range packets {
			if _, is := packet.(*rtcp.PictureLossIndication); is {
				requestKeyFrame()
			}
		}
	}
}

func requestKeyFrame() {
	current.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: atomic.LoadUint32(&pictures)}})
}

// Sets the description and waits until all candidates are in it.
func setLocal(connection *webrtc.PeerConnection, description webrtc.SessionDescription) webrtc.SessionDescription {
	gathered := webrtc.GatheringCompletePromise(connection)
	check(connection.SetLocalDescription(description))
	<-gathered
	return *connection.LocalDescription()
}

func serve() {
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		var offer webrtc.SessionDescription
		check(json.NewDecoder(request.Body).Decode(&offer))
		connection := newConnection()
		if strings.Contains(offer.SDP, "m=video") {
			echo(connection, vp8)
		} else {
			echo(connection, opus)
		}
		check(connection.SetRemoteDescription(offer))
		answer, err := connection.CreateAnswer(nil)
		check(err)
		check(json.NewEncoder(response).Encode(setLocal(connection, answer)))
	})
	http.HandleFunc("/stats", func(response http.ResponseWriter, _ *http.Request) {
		count := atomic.LoadInt64(&echoed)
		check(json.NewEncoder(response).Encode(map[string]int64{"outbound-rtp.packetsSent": count, "inbound-rtp.packetsReceived": count}))
	})
	http.HandleFunc("/key-frame", func(_ http.ResponseWriter, _ *http.Request) { requestKeyFrame() })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	report(map[string]interface{}{"event": "listening", "url": "http://" + listener.Addr().String()})
	check(http.Serve(listener, nil))
}

func connect(url string) {
	connection := newConnection()
	echo(connection, opus)
	offer, err := connection.CreateOffer(nil)
	check(err)
	body, err := json.Marshal(setLocal(connection, offer))
	check(err)
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	check(err)
	var answer webrtc.SessionDescription
	check(json.NewDecoder(response.Body).Decode(&answer))
	check(connection.SetRemoteDescription(answer))
}

func main() {
	if os.Args[1] == "connect" {
		go connect(os.Args[2])
	}
	go serve()
	io.Copy(io.Discard, os.Stdin) // the end of the test
}
