// Sends a file of random bytes to a server that sends everything back (samples/EchoServer). Says what is wrong with the
// file that came back; empty if nothing is.
async function sendFile(length) {
  const pieceLength = 64 * 1024;
  const file = new Uint8Array(length);
  for (let begin = 0; begin < length; begin += pieceLength)
    crypto.getRandomValues(file.subarray(begin, begin + pieceLength));

  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel("file");
  channel.binaryType = "arraybuffer";
  channel.bufferedAmountLowThreshold = 4 * pieceLength;
  const opened = new Promise(resolve => { channel.onopen = resolve; });
  const back = new Uint8Array(length);
  let count = 0;
  const ended = new Promise((resolve, reject) => {
    channel.onclose = () => reject(new Error("The channel was closed."));
    channel.onmessage = ({ data }) => {
      back.set(new Uint8Array(data), count);
      count += data.byteLength;
      if (count === length) resolve();
    };
  });

  await connection.setLocalDescription();
  await new Promise(resolve => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === "complete" && resolve();
    if (connection.iceGatheringState === "complete") resolve();
  });
  const response = await fetch("/offer", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(connection.localDescription),
  });
  await connection.setRemoteDescription(await response.json());

  await opened;
  for (let begin = 0; begin < length; begin += pieceLength) {
    if (channel.bufferedAmount > 16 * pieceLength)
      await new Promise(resolve => { channel.onbufferedamountlow = resolve; });
    channel.send(file.subarray(begin, begin + pieceLength));
  }
  await ended;
  connection.close();
  const wrong = file.findIndex((byte, index) => byte !== back[index]);
  return wrong < 0 ? "" : `Byte ${wrong} is ${back[wrong]} and was ${file[wrong]}.`;
}
