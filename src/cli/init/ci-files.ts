import type { PackageManager } from './stack.ts';

/** What a CI job of a project needs to know. `dir` is the folder to check, from the root of the repository (`.` is that). */
export type CiJob = { readonly manager: PackageManager; readonly dir: string };

/** Actions that the workflow uses, by the commit of the release that is named. */
const checkout = 'actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0';
const uploadSarif = 'github/codeql-action/upload-sarif@8aad20d150bbac5944a9f9d289da16a4b0d87c1e # v4.36.2';

/** A workflow of GitHub Actions: annotations, job summary and code scanning. In a pull request only what it brings fails. */
export function githubWorkflow({ manager, dir }: CiJob): string {
  return `# Checks that the server can run as two or more processes. Written by \`sharenothing init\`.
name: sharenothing
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
  # For code scanning.
  security-events: write
jobs:
  sharenothing:
    runs-on: ubuntu-latest
    steps:
      - uses: ${checkout}
        with:
          # The commit at which the branch left its target is needed.
          fetch-depth: 0
      - run: ${manager.install}
      - run: |
          if [ -n "$BASE" ]; then set -- --new-from "merge-base:$BASE"; else set --; fi
          ${manager.run} check ${shellWord(dir)} "$@" \\
            --format github \\
            --format sarif:sharenothing.sarif \\
            --format "markdown:$GITHUB_STEP_SUMMARY"
        env:
          BASE: \${{ github.base_ref }}
      - uses: ${uploadSarif}
        # A pull request from a fork may not write to code scanning.
        if: \${{ always() && (github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository) }}
        with:
          sarif_file: sharenothing.sarif
`;
}

/** A job for GitLab CI: Code Quality widget and test report. In a merge request only what it brings fails. */
export function gitlabJob({ manager, dir }: CiJob): string {
  return `# A job for GitLab CI: findings in the merge request widget (Code Quality) and in the test report (JUnit).
# In a merge request only what it brings fails. Needs sharenothing among the dependencies of the project.
sharenothing:
  stage: test
  image: node:22
  variables:
    # The commit at which the branch left its target is needed.
    GIT_DEPTH: 0
    # Further folders and options of \`sharenothing check\`.
    SHARENOTHING_ARGS: ""
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  before_script:
    - ${manager.install}
  script:
    - |
      if [ -n "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" ]; then
        set -- --new-from "merge-base:$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
      else
        set --
      fi
      ${manager.run} check ${shellWord(dir)} $SHARENOTHING_ARGS "$@" \\
        --format pretty \\
        --format gitlab:gl-code-quality-report.json \\
        --format junit:sharenothing-junit.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: sharenothing-junit.xml
`;
}

/** A word of a shell command, quoted where it has to be. */
function shellWord(text: string): string {
  return /^[\w./@%+=:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
