/** Loaded after the preload: reports every write that reaches LevelDB's binding, and whether it is forced to disk. */
'use strict';

const binding = require('leveldown/binding');

for (const [name, options] of [
  ['db_put', 3],
  ['db_del', 2],
  ['batch_do', 2],
  ['batch_write', 1],
]) {
  const write = binding[name];
  binding[name] = (...args) => {
    process.send({ write: name, sync: args[options].sync === true });
    return write(...args);
  };
}
