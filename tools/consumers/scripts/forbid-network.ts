import { Socket as Datagrams } from "node:dgram";
import { Socket } from "node:net";
import { exit, stderr } from "node:process";

// Loaded before a script: whoever opens a connection, by whatever means, ends the process.
function refuse(): never {
  stderr.write("A connection was opened.");
  exit(70);
}
Socket.prototype.connect = refuse;
Datagrams.prototype.connect = refuse;
Datagrams.prototype.send = refuse;
