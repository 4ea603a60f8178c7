import esbuild from 'esbuild';
const r=await esbuild.build({entryPoints:['server/main.ts'],bundle:true,format:'cjs',platform:'node',target:'node22',external:['better-sqlite3','@parcel/watcher'],metafile:true,write:false,minify:true,define:{'import.meta.filename':'__filename'}});
const o=Object.values(r.metafile.outputs)[0]; const by={}; for(const [k,v] of Object.entries(o.inputs)){const m=k.match(/node_modules\/(@[^/]+\/[^/]+|[^/]+)/); const n=m?m[1]+(k.includes('locales')?'/locales':''):'own'; by[n]=(by[n]??0)+v.bytesInOutput;} console.log(o.bytes, Object.entries(by).sort((a,b)=>b[1]-a[1]));
