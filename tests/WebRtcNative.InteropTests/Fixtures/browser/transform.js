"use strict";

// A worker whose transforms change encoded frames as the library's tests do on their side. Without a key: by XOR of all but the bytes
// that packetizers read. With a key: by AES-GCM, in the format of docs/guides/pictures.md.

const NONCE = 12;

// Bytes that stay readable.
const readableOf = frame => frame.type === undefined ? 1 : frame.type === "key" ? 10 : 3;

const turn = frame => {
  const bytes = new Uint8Array(frame.data);
  for (let i = readableOf(frame); i < bytes.length; i++)
    bytes[i] ^= 0x5a;
  return bytes;
};

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};

const encrypt = async (frame, key) => {
  const bytes = new Uint8Array(frame.data);
  const readable = bytes.slice(0, readableOf(frame));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const secret = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: readable }, key, bytes.slice(readable.length));
  return join(readable, new Uint8Array(secret), iv, Uint8Array.of(readable.length));
};

const decrypt = async (frame, key) => {
  const bytes = new Uint8Array(frame.data);
  const end = bytes.length - 1 - NONCE;
  const readable = bytes.slice(0, bytes[bytes.length - 1]);
  const iv = bytes.slice(end, end + NONCE);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: readable }, key, bytes.slice(readable.length, end));
  return join(readable, new Uint8Array(plain));
};

self.onrtctransform = ({ transformer }) => {
  const { side, key } = transformer.options;
  const imported = key && crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
  const change = !key ? turn : side === "sender" ? encrypt : decrypt;
  const counts = { passed: 0, failed: 0 };
  transformer.readable.pipeThrough(new TransformStream({
    async transform(frame, controller) {
      try {
        frame.data = (await change(frame, await imported)).buffer;
        counts.passed++;
        controller.enqueue(frame);
      } catch {
        counts.failed++; // and the frame is lost
      }
      self.postMessage({ side, ...counts });
    },
  })).pipeTo(transformer.writable);
};
