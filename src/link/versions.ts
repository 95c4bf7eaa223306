import semver from 'semver';

/**
 * Whether a version, exact as in a lock file or a range as in package.json, may lie in a range of the catalogue. What is unknown or
 * no version at all (`workspace:*`, `latest`, a URL) may lie in any.
 */
export function mayBeIn(version: string | null, range: string | undefined): boolean {
  if (range === undefined || version === null) return true;
  if (semver.valid(version)) return semver.satisfies(version, range, { includePrerelease: true });
  const written = version.replace(/^(?:npm:(?:@?[^@]+)@|workspace:)/, '');
  if (semver.validRange(written) === null || written === '*' || written === '') return true;
  return semver.intersects(written, range, { includePrerelease: true });
}
