// Makes server/languages/csharp/outline/standard.txt from the class libraries of mono, by their metadata: what the namespaces
// declare that programs use most. `node scripts/outlines/csharp.mjs`, with mono, mcs and Mono.Cecil (Debian: mono-mcs,
// libmono-cil-dev, libmono-cecil-private-cil).
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNames, writeOutline } from './write.mjs';

const LIBRARIES = '/usr/lib/mono/4.5';
const ASSEMBLIES =
  'mscorlib System System.Core System.Xml System.Xml.Linq System.Data System.Drawing System.Windows.Forms System.Net.Http ' +
  'System.Numerics System.IO.Compression System.Runtime.Serialization System.Configuration System.Web';
const NAMESPACES = `
System System.Collections System.Collections.Concurrent System.Collections.Generic System.Collections.ObjectModel
System.Collections.Specialized System.ComponentModel System.Configuration System.Data System.Data.Common System.Diagnostics
System.Drawing System.Drawing.Drawing2D System.Drawing.Imaging System.Drawing.Printing System.Drawing.Text
System.Globalization System.IO System.IO.Compression System.Linq System.Linq.Expressions System.Net System.Net.Http
System.Net.Http.Headers System.Net.Mail System.Net.NetworkInformation System.Net.Security System.Net.Sockets System.Numerics
System.Reflection System.Reflection.Emit System.Resources System.Runtime.CompilerServices System.Runtime.InteropServices
System.Runtime.Serialization System.Security System.Security.Cryptography System.Security.Cryptography.X509Certificates
System.Security.Principal System.Text System.Text.RegularExpressions System.Threading System.Threading.Tasks System.Timers
System.Web System.Windows.Forms System.Xml System.Xml.Linq System.Xml.Schema System.Xml.Serialization System.Xml.XPath
System.Xml.Xsl Microsoft.Win32
`;
const LICENCE = `The outline lists names and types of the public API of .NET, as the metadata of the class libraries of mono tells them. It
holds no code of mono, whose class libraries are distributed under the MIT licence.
`;

const folder = mkdtempSync(join(tmpdir(), 'outline-csharp-'));
try {
  const versions = readdirSync('/usr/lib/mono/gac/Mono.Cecil');
  const version = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
  const cecil = join(folder, 'Mono.Cecil.dll');
  copyFileSync(join('/usr/lib/mono/gac/Mono.Cecil', version, 'Mono.Cecil.dll'), cecil);
  const program = join(folder, 'Outline.exe');
  const source = join(import.meta.dirname, 'csharp', 'Outline.cs');
  execFileSync('mcs', [`-out:${program}`, `-r:${cecil}`, '-r:System.Core.dll', source]);
  const assemblies = ASSEMBLIES.split(' ').map((name) => join(LIBRARIES, `${name}.dll`));
  const text = execFileSync('mono', [program, ...assemblies, '--', ...NAMESPACES.trim().split(/\s+/)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const licence = join(folder, 'LICENSE');
  writeFileSync(licence, LICENCE);
  const mono = /version (\S+)/.exec(execFileSync('mono', ['--version'], { encoding: 'utf8' }))?.[1];
  writeOutline('csharp', `API of mono ${mono}`, text, licence);
  let current = '';
  const nested = [...text.matchAll(/^@(\S+)\n|^:(\S*\$\S*)/gm)].flatMap(([, module, name]) => {
    if (module !== undefined) current = module;
    return name === undefined ? [] : [`${current}.${name}`];
  });
  writeNames('csharp', `the API of mono ${mono}`, { nestedTypes: nested });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
