import{start as i}from"./cx.js";var e=i();if(e){let t=()=>{import("./live.js").then(a=>a.attach(e))};"requestIdleCallback"in window?requestIdleCallback(t,{timeout:1e3}):setTimeout(t,100)}
