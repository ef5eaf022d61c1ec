import{b as a}from"./chunk-PYKYWKZQ.js";import"./chunk-XIZTGOIT.js";import"./chunk-A7NJ67NB.js";import"./chunk-BHTMWBUQ.js";export{a as language};
