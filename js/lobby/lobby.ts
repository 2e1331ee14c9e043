import { type Member, Mesh, type MeshPeer, Room, type RoomError } from "@webrtcnative/signaling";
import { ConnectionView, formatBytes } from "./connection-view.js";
import { IncomingFile, type Message, sendFile } from "./files.js";

const get = <T extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as T;
const copy = (template: string) => (get<HTMLTemplateElement>(template).content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;

// Servers are this one, and those of ?server=URL, so that the page survives the death of its node.
const servers = [new URL("signaling", location.href).href, ...new URLSearchParams(location.search).getAll("server")];
const rows = new Map<string, HTMLElement>();
const views = new Map<string, ConnectionView>();
const incoming = new Map<string, { file: IncomingFile; row: HTMLElement }>();
let room: Room;
let mesh: Mesh;

const code = decodeURIComponent(location.hash.slice(1));
if (code) get<HTMLInputElement>("room").value = code;
get("join-form").onsubmit = event => {
  event.preventDefault();
  void join(get<HTMLInputElement>("room").value.trim());
};
get("create").onclick = () => get<HTMLFormElement>("join-form").reportValidity() && void join(null);
get("leave").onclick = () => void room.leave();
get("seal").onclick = () => void room.seal(!room.sealed);
get("chat-form").onsubmit = event => {
  event.preventDefault();
  const input = get<HTMLInputElement>("text");
  if (input.value) say(input.value);
  input.value = "";
};
get<HTMLInputElement>("file").onchange = event => {
  const input = event.target as HTMLInputElement;
  if (input.files?.[0]) void sendToChosen(input.files[0]);
  input.value = "";
};

async function join(name: string | null): Promise<void> {
  if (name === "") return show("join-error", "Type a room, or create one.");
  const [server, ...otherServers] = servers;
  try {
    room = await Room.join(server!, name, { name: get<HTMLInputElement>("name").value.trim(), otherServers });
  } catch (e) {
    return show("join-error", (e as RoomError).message);
  }
  get("join").hidden = true;
  get("lobby").hidden = false;
  show("room-name", room.name);
  history.replaceState(null, "", `#${encodeURIComponent(room.name)}`);
  room.members.forEach(showMember);
  room.on("joined", member => (showMember(member), note(`${member.name} has joined.`)));
  room.on("left", member => (hideMember(member), note(`${member.name} has left.`)));
  room.on("lost", showMember);
  room.on("back", showMember);
  room.on("host", () => room.members.forEach(showMember));
  room.on("sealed", isSealed => (showSealed(), note(isSealed ? "The room is sealed." : "The room is open.")));
  room.on("state", showState);
  mesh = new Mesh(room, { connected: onConnected, disconnected: onDisconnected, message: onMessage });
  showState();
  showSealed();
}

function show(id: string, text: string): void {
  get(id).textContent = text;
}

function showState(): void {
  const texts = { connected: "connected", reconnecting: "reconnecting…", closed: room.error?.message ?? "left" };
  show("state", texts[room.state]);
  get("state").className = `badge ${room.state}`;
}

function showSealed(): void {
  const isHost = room.host === room.self;
  get("seal").hidden = !isHost;
  get("seal").textContent = room.sealed ? "Open" : "Seal";
  get("sealed").hidden = !room.sealed;
}

function showMember(member: Member): void {
  let row = rows.get(member.id);
  if (!row) {
    rows.set(member.id, (row = copy("member-row")));
    get("members").append(row);
    row.dataset["member"] = member.name;
    row.querySelector(".name")!.textContent = member.name + (member === room.self ? " (you)" : "");
    if (member !== room.self) get("target").append(new Option(member.name, member.id));
  }
  row.classList.toggle("self", member === room.self);
  row.querySelector<HTMLElement>(".host")!.hidden = member !== room.host;
  row.querySelector<HTMLElement>(".lost")!.hidden = !member.lost;
  showSealed();
}

function hideMember(member: Member): void {
  if (views.has(member.id)) return void rows.get(member.id)?.querySelector(".lost")!.removeAttribute("hidden"); // connected all the same
  rows.get(member.id)?.remove();
  rows.delete(member.id);
  get("target").querySelector(`option[value="${member.id}"]`)?.remove();
}

function onConnected(peer: MeshPeer): void {
  const row = rows.get(peer.member.id);
  if (!row) return;
  row.classList.add("connected");
  views.set(peer.member.id, new ConnectionView(peer, row));
}

function onDisconnected(peer: MeshPeer): void {
  views.get(peer.member.id)?.end();
  views.delete(peer.member.id);
  rows.get(peer.member.id)?.classList.remove("connected");
  if (!room.members.has(peer.member.id)) hideMember(peer.member);
}

function say(text: string): void {
  addLine(room.self.name, text, "mine");
  for (const peer of mesh.peers.values()) peer.channel.send(JSON.stringify({ kind: "chat", text } satisfies Message));
}

function onMessage(peer: MeshPeer, data: string | ArrayBuffer): void {
  const current = incoming.get(peer.member.id);
  if (typeof data !== "string") {
    current?.file.add(data);
    if (current) showProgress(current.row, current.file.received, current.file.size);
    return;
  }
  const message = JSON.parse(data) as Message;
  if (message.kind === "chat") addLine(peer.member.name, message.text);
  if (message.kind === "file") {
    const row = addTransfer(`${message.name} from ${peer.member.name}`);
    incoming.set(peer.member.id, { file: new IncomingFile(message.name, message.size), row });
  }
  if (message.kind === "done" && current) finish(peer, current);
}

function finish(peer: MeshPeer, { file, row }: { file: IncomingFile; row: HTMLElement }): void {
  incoming.delete(peer.member.id);
  showProgress(row, file.received, file.size);
  const link = Object.assign(document.createElement("a"), { href: file.toUrl(), download: file.name, textContent: "Save" });
  row.querySelector(".action")!.replaceChildren(file.isWhole ? link : "incomplete");
}

async function sendToChosen(file: File): Promise<void> {
  const target = get<HTMLSelectElement>("target").value;
  const peers = [...mesh.peers.values()].filter(peer => !target || peer.member.id === target);
  await Promise.all(peers.map(async peer => {
    const row = addTransfer(`${file.name} to ${peer.member.name}`);
    try {
      await sendFile(peer, file, sent => showProgress(row, sent, file.size));
      row.querySelector(".action")!.textContent = "sent";
    } catch {
      row.querySelector(".action")!.textContent = "failed";
    }
  }));
}

function addTransfer(text: string): HTMLElement {
  const row = copy("transfer-row");
  row.querySelector(".what")!.textContent = text;
  get("transfers").prepend(row);
  return row;
}

function showProgress(row: HTMLElement, done: number, size: number): void {
  const bar = row.querySelector("progress")!;
  bar.max = Math.max(1, size);
  bar.value = size === 0 ? 1 : done;
  row.querySelector(".amount")!.textContent = `${formatBytes(done)} of ${formatBytes(size)}`;
}

function note(text: string): void {
  addLine("", text, "note");
}

function addLine(who: string, text: string, kind = ""): void {
  const line = copy("chat-line");
  if (kind) line.classList.add(kind);
  line.querySelector(".who")!.textContent = who;
  line.querySelector(".what")!.textContent = text;
  get("chat").append(line);
  line.scrollIntoView({ block: "nearest" });
}
