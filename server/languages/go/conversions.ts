// Types of Go's standard library whose values other types are converted to: every exported type that is no struct, by
// package, as the compatibility promise of Go 1 fixes them (api/go1*.txt of the distribution, up to 1.19, and later ones
// by hand). Their names are called like functions are: `time.Duration(n)`.

const TYPES = `
archive/tar: Format
archive/zip: Compressor Decompressor
bufio: SplitFunc
compress/bzip2: StructuralError
compress/flate: CorruptInputError InternalError Reader Resetter
compress/lzw: Order
compress/zlib: Resetter
container/heap: Interface
context: CancelFunc Context
crypto: Decrypter DecrypterOpts Hash PrivateKey PublicKey Signer SignerOpts
crypto/aes: KeySizeError
crypto/cipher: AEAD Block BlockMode Stream
crypto/des: KeySizeError
crypto/dsa: ParameterSizes
crypto/ed25519: PrivateKey PublicKey
crypto/elliptic: Curve
crypto/rc4: KeySizeError
crypto/tls: ClientAuthType ClientSessionCache CurveID RenegotiationSupport SignatureScheme
crypto/x509: ExtKeyUsage InsecureAlgorithmError InvalidReason KeyUsage PEMCipher PublicKeyAlgorithm SignatureAlgorithm
crypto/x509/pkix: RDNSequence RelativeDistinguishedNameSET
database/sql: IsolationLevel RawBytes Result Scanner
database/sql/driver: ColumnConverter Conn ConnBeginTx ConnPrepareContext Connector Driver DriverContext Execer ExecerContext IsolationLevel NamedValueChecker Pinger Queryer QueryerContext Result Rows RowsAffected RowsColumnTypeDatabaseTypeName RowsColumnTypeLength RowsColumnTypeNullable RowsColumnTypePrecisionScale RowsColumnTypeScanType RowsNextResultSet SessionResetter Stmt StmtExecContext StmtQueryContext Tx Validator Value ValueConverter Valuer
debug/buildinfo: BuildInfo
debug/dwarf: Attr Class Offset Tag Type
debug/elf: Class CompressionType Data DynFlag DynTag Machine NType OSABI ProgFlag ProgType R_386 R_390 R_AARCH64 R_ALPHA R_ARM R_LARCH R_MIPS R_PPC R_PPC64 R_RISCV R_SPARC R_X86_64 SectionFlag SectionIndex SectionType SymBind SymType SymVis Type Version
debug/gosym: UnknownFileError
debug/macho: Cpu Load LoadBytes LoadCmd RelocTypeARM RelocTypeARM64 RelocTypeGeneric RelocTypeX86_64 Type
debug/pe: StringTable
encoding: BinaryMarshaler BinaryUnmarshaler TextMarshaler TextUnmarshaler
encoding/ascii85: CorruptInputError
encoding/asn1: Enumerated Flag ObjectIdentifier RawContent
encoding/base32: CorruptInputError
encoding/base64: CorruptInputError
encoding/binary: AppendByteOrder ByteOrder
encoding/gob: GobDecoder GobEncoder
encoding/hex: InvalidByteError
encoding/json: Delim Marshaler Number RawMessage Token Unmarshaler
encoding/xml: CharData Comment Directive Marshaler MarshalerAttr Token TokenReader UnmarshalError Unmarshaler UnmarshalerAttr
expvar: Func Var
flag: ErrorHandling Getter Value
fmt: Formatter GoStringer ScanState Scanner State Stringer
go/ast: ChanDir CommentMap Decl Expr FieldFilter Filter Importer MergeMode Node ObjKind Spec Stmt Visitor
go/build: ImportMode
go/build/constraint: Expr
go/constant: Kind Value
go/doc: Filter Mode
go/doc/comment: Block Italic Plain Text
go/importer: Lookup
go/parser: Mode
go/printer: Mode
go/scanner: ErrorHandler ErrorList Mode
go/token: Pos Token
go/types: BasicInfo BasicKind ChanDir ImportMode Importer ImporterFrom Object Qualifier SelectionKind Sizes Type
hash: Hash Hash32 Hash64
hash/crc32: Table
hash/crc64: Table
html/template: CSS ErrorCode FuncMap HTML HTMLAttr JS JSStr Srcset URL
image: Image PalettedImage RGBA64Image YCbCrSubsampleRatio
image/color: Color Model Palette
image/draw: Drawer Image Op Quantizer RGBA64Image
image/jpeg: FormatError Reader UnsupportedError
image/png: CompressionLevel EncoderBufferPool FormatError UnsupportedError
io: ByteReader ByteScanner ByteWriter Closer ReadCloser ReadSeekCloser ReadSeeker ReadWriteCloser ReadWriteSeeker ReadWriter Reader ReaderAt ReaderFrom RuneReader RuneScanner Seeker StringWriter WriteCloser WriteSeeker Writer WriterAt WriterTo
io/fs: DirEntry FS File FileInfo FileMode GlobFS ReadDirFS ReadDirFile ReadFileFS StatFS SubFS WalkDirFunc
iter: Seq Seq2
log/slog: Level
math/big: Accuracy RoundingMode Word
math/rand: Source Source64
mime: WordEncoder
mime/multipart: File
net: Addr Buffers Conn Error Flags HardwareAddr IP IPMask InvalidAddrError Listener PacketConn UnknownNetworkError
net/http: CloseNotifier ConnState CookieJar Dir File FileSystem Flusher Handler HandlerFunc Header Hijacker Pusher ResponseWriter RoundTripper SameSite
net/http/cookiejar: PublicSuffixList
net/http/httputil: BufferPool
net/mail: Header
net/rpc: ClientCodec ServerCodec ServerError
net/smtp: Auth
net/textproto: MIMEHeader ProtocolError
net/url: EscapeError InvalidHostError Values
os: DirEntry FileInfo FileMode PathError Signal
os/user: UnknownGroupError UnknownGroupIdError UnknownUserError UnknownUserIdError
path/filepath: WalkFunc
plugin: Symbol
reflect: ChanDir Kind SelectDir StructTag Type
regexp/syntax: EmptyOp ErrorCode Flags InstOp Op
runtime: Error
runtime/metrics: ValueKind
sort: Float64Slice IntSlice Interface StringSlice
sync: Locker
syscall: Conn Errno RawConn Signal Sockaddr
testing: TB
testing/fstest: MapFS
testing/quick: Generator SetupError
text/template: FuncMap
text/template/parse: DotNode Mode Node NodeType Pos
time: Duration Month Weekday
unicode: SpecialCase
unsafe: Pointer
`;

/** As `package:name`. */
export const standardTypes: ReadonlySet<string> = new Set(
  TYPES.trim()
    .split('\n')
    .flatMap((line) => {
      const [path, names] = line.split(': ') as [string, string];
      return names.split(' ').map((name) => `${path}:${name}`);
    }),
);
