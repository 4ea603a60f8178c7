/** A moment as this extension writes it everywhere: `2026-11-23 08:05`, in the time of this machine. */
export function formatTime(moment: string | number): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return String(moment);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(padded).join('-');
  return `${day} ${padded(date.getHours())}:${padded(date.getMinutes())}`;
}

function padded(part: number): string {
  return String(part).padStart(2, '0');
}
