export { Room, type RoomOptions, type RoomState } from "./room.js";
export { Mesh, type MeshPeer } from "./mesh.js";
export { type Member, RoomError } from "./wire.js";
