import{start as r}from"./cx.js";r();
