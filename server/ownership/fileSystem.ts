// What kind of file system the cache lies on. Memory-mapping a file that another machine may change is how a process dies
// of SIGBUS without any fault of this one, so SQLite's mmap is left off there.
import { statfsSync } from 'node:fs';

/**
 * A file system by the name people use; `isRemote` when its files may change behind the kernel's back, `isKnownLocal` when
 * they surely don't.
 */
export interface FileSystem {
  readonly type: string;
  readonly isRemote: boolean;
  readonly isKnownLocal: boolean;
}

/** Linux's `f_type` numbers, statfs(2) and linux/magic.h. */
const REMOTE: Readonly<Record<number, string>> = {
  0x69_69: 'NFS',
  0x51_7b: 'SMB',
  0xff_53_4d_42: 'CIFS',
  0xfe_53_4d_42: 'SMB2',
  0x01_02_19_97: '9p',
  0x65_73_55_46: 'FUSE',
  0x53_46_41_4f: 'AFS',
  0x6b_41_46_53: 'kAFS',
  0x00_c3_64_00: 'Ceph',
  0x0b_d0_0b_d0: 'Lustre',
  0x47_50_46_53: 'GPFS',
  0x78_6f_42_56: 'VirtualBox shared folder',
  0xba_cb_ac_bc: 'VMware shared folder',
  0x7c_7c_66_73: 'Parallels shared folder',
};

const LOCAL: Readonly<Record<number, string>> = {
  0xef_53: 'ext4',
  0x91_23_68_3e: 'btrfs',
  0x58_46_53_42: 'XFS',
  0x2f_c1_2f_c1: 'ZFS',
  0xf2_f5_20_10: 'F2FS',
  0x01_02_19_94: 'tmpfs',
  0x79_4c_76_30: 'overlay',
  0xca_45_1a_4e: 'bcachefs',
};

const UNKNOWN: FileSystem = { type: 'unknown', isRemote: false, isKnownLocal: false };

/** The file system that `directory` lies on; 'unknown' and not remote where the system does not tell. */
export function findFileSystem(directory: string, platform: NodeJS.Platform = process.platform): FileSystem {
  if (platform === 'win32' && directory.startsWith('\\\\'))
    return { type: 'SMB', isRemote: true, isKnownLocal: false };
  // Elsewhere the numbers mean something else.
  if (platform !== 'linux') return UNKNOWN;
  try {
    return classifyFileSystem(statfsSync(directory).type);
  } catch {
    return UNKNOWN;
  }
}

/** The file system behind Linux's number for it. */
export function classifyFileSystem(magic: number): FileSystem {
  // The kernel's field is signed on some platforms.
  const number = magic >>> 0;
  const remote = REMOTE[number];
  if (remote !== undefined) return { type: remote, isRemote: true, isKnownLocal: false };
  const local = LOCAL[number];
  return { type: local ?? `0x${number.toString(16)}`, isRemote: false, isKnownLocal: local !== undefined };
}
