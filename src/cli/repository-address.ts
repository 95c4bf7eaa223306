type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The address of the repository as the CI tells it (GitHub Actions, GitLab CI, Azure Pipelines), without credentials, query and
 * fragment; undefined where none tells it or it is no address of the web.
 */
export function repositoryAddress(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL, BUILD_REPOSITORY_URI } = env;
  const told =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`
      : CI_PROJECT_URL || BUILD_REPOSITORY_URI;
  if (!told || !URL.canParse(told)) return undefined;
  const { protocol, host, pathname } = new URL(told);
  return /^https?:$/.test(protocol) ? `${protocol}//${host}${pathname}` : undefined;
}
