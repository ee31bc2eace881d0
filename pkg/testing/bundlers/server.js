// A server's bundle: the engine and the lists are files beside it.
import { readFileSync } from "node:fs";
import { validate } from "certlens";

console.log(validate(JSON.parse(readFileSync("request.json", "utf8"))).verdict);
