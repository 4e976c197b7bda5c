// Loaded before a script: whoever opens a connection, by whatever means, ends the process.
import { Socket } from "node:net";
import { Socket as Datagrams } from "node:dgram";

const refuse = (): never => {
  console.error("A connection was opened.");
  process.exit(70);
};
Socket.prototype.connect = refuse;
Datagrams.prototype.connect = refuse;
Datagrams.prototype.send = refuse;
