/** `1 record`, `2 records`: a count and its noun, as people read them. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
