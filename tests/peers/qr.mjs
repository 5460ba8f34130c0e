// ZXing, an independent reader of QR codes.
//
// node qr.mjs FILE… → one JSON line for each picture: {text}, or {error} where it reads none

import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {prepareZXingModule, readBarcodes} from 'zxing-wasm/reader';

// By itself it would have its module fetched from elsewhere.
const require = createRequire(import.meta.url);
const wasmBinary = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer;
prepareZXingModule({overrides: {wasmBinary}});

for(const file of process.argv.slice(2)) {
  const [code] = await readBarcodes(readFileSync(file), {formats: ['QRCode']});
  console.log(JSON.stringify(code ? {text: code.text} : {error: 'no code found'}));
}
