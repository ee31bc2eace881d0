/** Node's own client, as `tls.connect` has it: what `error.code` says. By the clock. */
import tls from "node:tls";
import { answerEach } from "./questions.mjs";

await answerEach(({ port, hostname, isAddress, anchors }) => new Promise((resolve) => {
  let socket;
  const end = (answer) => {
    socket?.destroy();
    resolve(answer);
  };
  try {
    socket = tls.connect({
      host: "127.0.0.1",
      port,
      servername: isAddress ? "" : hostname,
      ca: anchors,
      // The visit goes to this machine, so that an address to be visited is told here alone.
      checkServerIdentity: (_, certificate) => tls.checkServerIdentity(hostname, certificate),
      timeout: 20_000,
    });
  } catch (error) {
    return end({ unanswered: String(error.message) });
  }
  socket.once("secureConnect", () => end({ code: null }));
  socket.once("timeout", () => end({ unanswered: "no answer in 20 seconds" }));
  socket.once("error", (error) => end({ code: error.code ?? error.message }));
}));
