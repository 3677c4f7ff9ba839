// Where deliveries are kept: whole or not at all, and on the disk before anybody is told that they are there.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class Store {
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The hub may deliver a second time what it is not sure about; the id tells. */
  has(delivery) {
    return existsSync(join(this.folder, `${delivery}.sdjwt`));
  }

  /** The presentation comes last: where it lies, all of the delivery lies. */
  keep(id, { presentation, entry, proof }, record) {
    this.write(`${id}.entry`, entry);
    this.write(`${id}.tlog-proof`, proof);
    this.write(`${id}.json`, record);
    this.write(`${id}.sdjwt`, presentation);
  }

  write(name, content) {
    const draft = join(this.folder, `.${name}.new`);
    writeFileSync(draft, content, { mode: 0o600 });
    sync(draft);
    renameSync(draft, join(this.folder, name));
    sync(this.folder);
  }
}

function sync(path) {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
