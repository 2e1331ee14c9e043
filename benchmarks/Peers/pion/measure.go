package main

import (
	"sync/atomic"
	"time"
)

const (
	highWater      = 1024 * 1024
	lowWater       = 256 * 1024
	warmUp         = 500 * time.Millisecond
	longestMessage = 1 << 20
)

func throughput(pair *pair, bytes int, warmUp, duration time.Duration) {
	begin := time.Now().Add(warmUp)
	low := make(chan struct{}, 1)
	pair.a.channel.SetBufferedAmountLowThreshold(lowWater)
	pair.a.channel.OnBufferedAmountLow(func() {
		select {
		case low <- struct{}{}:
		default:
		}
	})

	var arrived int64
	var counted int
	var first, last time.Time
	go func() {
		buffer := make([]byte, longestMessage)
		for {
			_, err := pair.b.stream.Read(buffer)
			check(err)
			if now := time.Now(); !now.Before(begin) {
				if counted == 0 {
					first = now
				}
				last = now
				counted++
			}
			atomic.AddInt64(&arrived, 1)
		}
	}()

	message := make([]byte, bytes)
	sent := int64(0)
	sendUntil := func(end time.Time) {
		for time.Now().Before(end) {
			if pair.a.channel.BufferedAmount() >= highWater {
				<-low
				continue
			}
			_, err := pair.a.stream.Write(message)
			check(err)
			sent++
		}
	}
	sendUntil(begin)
	cpu, _ := costs()
	sendUntil(begin.Add(duration))
	for atomic.LoadInt64(&arrived) < sent {
		time.Sleep(time.Millisecond)
	}
	elapsed := last.Sub(first).Seconds()
	messages := float64(counted - 1)
	printWithCosts(figures{
		"mb_per_s": messages * float64(bytes) / elapsed / 1e6, "messages_per_s": messages / elapsed, "messages": messages,
	}, cpu)
}

func latency(bytes, count int) {
	pair := newPair(direct)
	message := make([]byte, bytes)
	go func() {
		buffer := make([]byte, longestMessage)
		for {
			length, err := pair.b.stream.Read(buffer)
			check(err)
			_, err = pair.b.stream.Write(buffer[:length])
			check(err)
		}
	}()
	buffer := make([]byte, longestMessage)
	times := make([]time.Duration, 0, count)
	cpu := 0.0
	for i := -count / 10; i < count; i++ {
		if i == 0 {
			cpu, _ = costs()
		}
		asked := time.Now()
		_, err := pair.a.stream.Write(message)
		check(err)
		_, err = pair.a.stream.Read(buffer)
		check(err)
		if i >= 0 {
			times = append(times, time.Since(asked))
		}
	}
	printWithCosts(figures{
		"p50_us":  percentile(times, 0.5, time.Microsecond),
		"p99_us":  percentile(times, 0.99, time.Microsecond),
		"p999_us": percentile(times, 0.999, time.Microsecond),
	}, cpu)
}

func setup(count int) {
	cpu, _ := costs()
	times := make([]time.Duration, 0, count)
	for i := -count / 10; i < count; i++ {
		if i == 0 {
			cpu, _ = costs()
		}
		begin := time.Now()
		pair := newPair(direct)
		if i >= 0 {
			times = append(times, time.Since(begin))
		}
		pair.close()
	}
	printWithCosts(figures{
		"setup_ms":     percentile(times, 0.5, time.Millisecond),
		"setup_p99_ms": percentile(times, 0.99, time.Millisecond),
	}, cpu)
}
