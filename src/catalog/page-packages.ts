const PAGES =
  /^(?:react|react-dom|preact|vue|vue-router|vuex|pinia|svelte|solid-js|@angular\/.+|jquery|backbone|redux|react-redux|@reduxjs\/toolkit|zustand|mobx|socket\.io-client|react-router(?:-dom)?|@vue\/.+|lit|alpinejs|d3|three|phaser)$/;

/** Whether a package is one that pages are made with: a file that uses it, and that no server is seen to load, is code of a page. */
export const isOfPage = (pkg: string): boolean => PAGES.test(pkg);
