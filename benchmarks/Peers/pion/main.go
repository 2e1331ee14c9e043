// Pion as Debian has it, built without modules and network:
//
//	pion throughput <bytes> <seconds> | latency <bytes> <count> | setup <count> | version
//	     | relayed <warm-up seconds> <seconds>     (see benchmarks/README.md)
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"time"
)

type figures map[string]interface{}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	arguments := os.Args[1:]
	switch {
	case len(arguments) == 3 && arguments[0] == "throughput":
		throughput(newPair(direct), number(arguments[1]), warmUp, seconds(arguments[2]))
	case len(arguments) == 3 && arguments[0] == "relayed":
		throughput(newPair(relayed), 16384, seconds(arguments[1]), seconds(arguments[2]))
	case len(arguments) == 3 && arguments[0] == "latency":
		latency(number(arguments[1]), number(arguments[2]))
	case len(arguments) == 2 && arguments[0] == "setup":
		setup(number(arguments[1]))
	case len(arguments) == 1 && arguments[0] == "version":
		version()
	default:
		fmt.Fprintln(os.Stderr, "pion throughput <bytes> <seconds> | latency <bytes> <count> | setup <count> | version")
		os.Exit(2)
	}
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	check(err)
	return value
}

func seconds(text string) time.Duration {
	return time.Duration(number(text)) * time.Second
}

// Pion does not know its own, but the package that it was built from does.
func version() {
	output, err := exec.Command("dpkg-query", "-W", "-f", "${Version}", "golang-github-pion-webrtc.v3-dev").Output()
	check(err)
	print(figures{"version": string(output) + ", " + runtime.Version()})
}

// Processor time of the process so far, seconds; and its peak memory, megabytes.
func costs() (float64, float64) {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	return cpu.Seconds(), float64(usage.Maxrss) * 1024 / 1e6
}

func percentile(times []time.Duration, part float64, unit time.Duration) float64 {
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	index := math.Max(math.Ceil(part*float64(len(times)))-1, 0)
	return float64(times[int(index)]) / float64(unit)
}

func printWithCosts(values figures, cpuBefore float64) {
	cpu, peak := costs()
	values["cpu_s"] = cpu - cpuBefore
	values["peak_mb"] = peak
	print(values)
}

func print(values figures) {
	line, err := json.Marshal(values)
	check(err)
	fmt.Println(string(line))
}
