"use strict";

// Messages whose content both sides can work out by themselves; the same as MessageContent.cs.
const content = {
  // Every byte follows from its position and the length of the whole.
  pattern(length) {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++)
      bytes[i] = i ^ (i >> 8) * 31 ^ length;
    return bytes;
  },

  // Returns "" or the first difference.
  judgePattern(buffer) {
    const bytes = new Uint8Array(buffer);
    const wrong = content.pattern(bytes.length).findIndex((byte, i) => byte !== bytes[i]);
    return wrong < 0 ? "" : `byte ${wrong} of ${bytes.length} is wrong`;
  },

  // The number, then bytes that follow from it.
  numbered(number, length) {
    const bytes = new Uint8Array(length).fill(number * 31);
    new DataView(bytes.buffer).setInt32(0, number, true);
    return bytes;
  },

  // "" or the first thing that is wrong with messages that should be numbered from 0.
  judgeNumbered(messages, length) {
    for (const [number, message] of messages.entries()) {
      const bytes = new Uint8Array(message);
      const expected = content.numbered(number, length);
      if (bytes.length !== length || bytes.some((byte, i) => byte !== expected[i]))
        return `message ${number} is another, or not intact`;
    }
    return "";
  },
};
