import type { DoctorReport } from '../reports/doctorReport.ts';
import { DOCTOR_JSON, formatDoctorReport } from '../reports/doctorReport.ts';
import { runProgram } from '../reports/runProgram.ts';
import { setPage, showReport } from '../reports/showReport.ts';
import { pickFolder, withNotice } from './command.ts';
import type { Command } from './command.ts';
import { t } from '../../server/protocol/l10n.ts';

/** Opens a page about the cache, the server and what went wrong; works without a server. Resolves with its text. */
export const runDoctor: Command = {
  async run(services) {
    const picked = await pickFolder(services);
    if (!picked) return undefined;
    const { folder, connection } = picked;
    const { state } = connection;
    const printed = await withNotice(t('Looking at the index and its server'), () =>
      runProgram(['doctor', folder.uri.fsPath, '--json']),
    );
    const report = JSON.parse(printed) as DoctorReport;
    setPage(DOCTOR_JSON, JSON.stringify(report, null, 2));
    const text = formatDoctorReport(report, state);
    await showReport(t('Doctor'), text);
    await connection.noteCrashRead();
    return text;
  },
};
