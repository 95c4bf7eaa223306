/**
 * Packages whose objects are live in this process alone and serve whoever holds their id: programs that run, shells, pages of a browser,
 * connections to a device or an account. Sockets of clients are none: they are told by their kinds.
 */
const LIVE =
  /^(?:node:child_process|node-pty|@lydell\/node-pty|@homebridge\/node-pty-prebuilt-multiarch|puppeteer(?:-.+)?|playwright(?:-.+)?|selenium-webdriver|webdriverio|ssh2|node-ssh|telnet-client|net-snmp|node:net|node:tls|imapflow|whatsapp-web\.js|@whiskeysockets\/baileys|baileys|venom-bot|@open-wa\/wa-automate|@wppconnect-team\/wppconnect|wrtc|@roamhq\/wrtc|werift|mediasoup|node-rdpjs(?:-2)?|rfb2|serialport)$/;

/** Whether what a call of the package gives is live in this process. */
export const isLive = (pkg: string): boolean => LIVE.test(pkg);

const STARTED =
  /^(?:node:child_process|node:worker_threads|node-pty|@lydell\/node-pty|@homebridge\/node-pty-prebuilt-multiarch|puppeteer(?:-.+)?|playwright(?:-.+)?|selenium-webdriver|webdriverio)$/;

/** Whether objects of the package are what the process has started itself, and no connection to somebody. */
export const isStartedHere = (pkg: string): boolean => STARTED.test(pkg);
