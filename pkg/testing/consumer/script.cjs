// A CommonJS script as a user of the package writes it.
const { readFileSync } = require("node:fs");
const { Validator, validate } = require("certlens");

const { trust, ...request } = JSON.parse(readFileSync("request.json", "utf8"));
console.log(validate({ trust, ...request }).verdict, new Validator({ trust }).validate(request).verdict);
